/** One of the people of the demo data. */
export interface DemoPerson {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
}

// First names are different, because `npm run token -- --as NAME` goes by them.
const NAMES = `Ada Lovelace, Grace Hopper, Alan Turing, Katherine Johnson, Edsger Dijkstra, Barbara Liskov, Donald Knuth, Radia Perlman,
Dennis Ritchie, Margaret Hamilton, Ken Thompson, Frances Allen, Tony Hoare, Hedy Lamarr, Niklaus Wirth, Shafi Goldwasser,
Leslie Lamport, Karen Jones, Vint Cerf, Mary Shaw, Robin Milner, Sophie Wilson, Tim Lee, Adele Goldberg,
Bjarne Stroustrup, Jean Bartik, Linus Torvalds, Annie Easley, Guido Rossum, Evelyn Granville, James Gosling, Joan Clarke,
Larry Wall, Kathleen Booth, Brian Kernighan, Ida Rhodes, Claude Shannon, Lynn Conway, Norbert Wiener, Betty Holberton,
Konrad Zuse, Susan Kare, Peter Naur, Erna Hoover, Ivan Sutherland, Klara Neumann, Douglas Engelbart, Marlyn Meltzer,
Fernando Corbato, Ruth Teitelbaum, Butler Lampson, Stella Power, Charles Bachman, Thelma Estrin, Edgar Codd, Dana Angluin,
Herbert Simon, Elena Marchetti, Allen Newell, Irene Greif`;

/** The sixty people of the demo data, always the same. Ada, Grace and Alan own the three businesses. */
export const DEMO_PEOPLE: readonly DemoPerson[] = NAMES.split(/,\s+/).map((name) => {
  const [firstName = '', lastName = ''] = name.split(' ');
  return {
    id: `usr_${firstName.toLowerCase()}`,
    email: `${firstName}.${lastName}@example.com`.toLowerCase(),
    firstName,
    lastName,
  };
});
