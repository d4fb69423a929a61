import { Field, ID, InputType } from 'type-graphql';
import { batchPayload, resultType } from './batch.js';
import { BATCH_MODE, IDEMPOTENCY_KEY } from './descriptions.js';
import { type BatchMode, BatchModeEnum } from './enums.js';
import { Partnership } from './partnership.type.js';

@InputType('EndPartnershipsInput', { description: 'Partnerships to end, with all their permissions.' })
export class EndPartnershipsInput {
  @Field(() => ID, { description: 'The business in whose name this is done: either side of the partnerships.' })
  businessId!: string;

  @Field(() => [ID], { description: 'The partnerships, 1 to 100.' })
  partnershipIds!: string[];

  @Field(() => BatchModeEnum, { defaultValue: 'BEST_EFFORT', description: BATCH_MODE })
  mode!: BatchMode;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

const PartnershipResult = resultType('PartnershipResult', 'partnership', () => Partnership, {
  what: 'partnerships',
  concerns: 'The partnership as it last was; null when refused.',
});

export const EndPartnershipsPayload = batchPayload('EndPartnershipsPayload', 'ending partnerships', PartnershipResult);
