import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('InviteStats', {
  description: 'What became of the invites and requests of all types that a business sent, counted as they are now.',
  simpleResolvers: true,
})
export class InviteStats {
  @Field(() => Int, { description: 'Open now.' })
  open!: number;

  @Field(() => Int, { description: 'Open now, and over within 48 hours.' })
  expiringSoon!: number;

  @Field(() => Int, { description: 'Created since.' })
  created!: number;

  @Field(() => Int, { description: 'Of which the newest mail was handed over since.' })
  delivered!: number;

  @Field(() => Int, { description: 'Accepted since.' })
  accepted!: number;

  @Field(() => Int, { description: 'Declined since.' })
  declined!: number;

  @Field(() => Int, { description: 'Taken back since.' })
  cancelled!: number;

  @Field(() => Int, { description: 'Expired since, and not sent again.' })
  expired!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds from creation to acceptance, the median of those accepted since; null when there are none.',
  })
  medianSecondsToAccept!: number | null;
}
