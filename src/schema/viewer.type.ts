import { ObjectType } from 'type-graphql';

@ObjectType('Viewer', { description: 'Who is calling, and what is theirs.' })
export class Viewer {}
