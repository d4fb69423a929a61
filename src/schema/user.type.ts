import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('User', { description: 'A person.', simpleResolvers: true })
export class User {
  @Field(() => ID, { description: 'As the issuer of their tokens names them.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Null unless it is the viewer, or a person whose membership the viewer may read.',
  })
  email!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'As `email`, and shown of the sender of an invite that the viewer sees.',
  })
  firstName!: string | null;

  @Field(() => String, { nullable: true, description: 'As `firstName`.' })
  lastName!: string | null;
}
