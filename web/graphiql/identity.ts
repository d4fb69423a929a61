import { element } from './element.js';

/** Who the page acts as. */
export interface Identity {
  /** Of the moment; empty for nobody. */
  token: () => string;
}

/** A person of the demo: the name that `/dev/token` goes by, and how they are called. */
type Person = readonly [name: string, title: string];

// Kept for as long as the tab is open. Of a demo person only the name is: a new token is there for the asking.
const PERSON = 'membership:person';
const TOKEN = 'membership:token';

/** Fills the head of the page, chooses who was chosen before, or else the first person, and listens. */
export async function openIdentity(): Promise<Identity> {
  const select = element('person', HTMLSelectElement);
  const input = element('token', HTMLInputElement);
  const people = await loadPeople();

  const choose = async (name: string) => {
    select.value = name;
    input.value = name === '' ? '' : await loadToken(name);
    keep(name, '');
  };
  select.add(new Option('Nobody, or a token', ''));
  for (const [name, title] of people) select.add(new Option(title, name));
  element('people', HTMLElement).hidden = people.length === 0;
  select.addEventListener('change', () => void choose(select.value));
  input.addEventListener('input', () => {
    select.value = '';
    keep('', input.value);
  });

  input.value = sessionStorage.getItem(TOKEN) ?? '';
  const before = sessionStorage.getItem(PERSON);
  if (input.value === '') await choose(before ?? people[0]?.[0] ?? '');
  return { token: () => input.value.trim().replace(/^bearer\s+/i, '') };
}

function keep(person: string, token: string): void {
  sessionStorage.setItem(PERSON, person);
  sessionStorage.setItem(TOKEN, token);
}

/** None where tokens come from an identity provider. */
async function loadPeople(): Promise<Person[]> {
  const response = await fetch('graphiql/people.json');
  return response.json();
}

async function loadToken(name: string): Promise<string> {
  const response = await fetch(`dev/token?as=${encodeURIComponent(name)}`);
  return response.ok ? response.text() : '';
}
