import { principalKey } from '../auth/principal.js';
import { RequestError } from '../domain/errors.js';
import type { DeliveredChange } from '../events/hub.js';
import type { Answer, Subscriber } from './subscriber.js';

/** Where a lane's events come from; a `Follower` of the hub, or anything that a subscription's resolver returned. */
export type Reader = AsyncIterator<unknown, unknown, undefined> & {
  /** For whom was judged by this `access`. */
  admit?(access: number): void;
  /** Everything up to here is read. */
  readonly seq?: number;
};

export interface LaneOptions {
  /** Executes the operation of this subscriber for one event. Never throws. */
  execute(subscriber: Subscriber, event: unknown): Promise<Answer>;
  /** What a subscriber is told of an error. */
  failure(subscriber: Subscriber, error: unknown): Answer;
  /** Asks anew whether they may follow; answers the stream's `access`. Throws FORBIDDEN. */
  judge(subscriber: Subscriber, seen: number): Promise<number>;
  /** A result was handed to so many. */
  delivered(subscribers: number, occurredAt: Date | undefined): void;
  /** After each event: true when the subscribers were taken over by another lane. */
  merge(lane: Lane): boolean;
  /** Nobody may join any more: it has ended, or waits for a slow reader. */
  close(lane: Lane): void;
  /** Takes them in again, behind the event that they were slow to read. */
  enter(subscriber: Subscriber, behindSeq: number): void;
}

/**
 * Subscribers of one stream who have seen the same of it and asked for it alike: one reading, one execution per event and one
 * look at the rights for all of them. Who reads too slowly leaves the lane and has one of their own until they have caught up.
 */
export class Lane {
  readonly members = new Set<Subscriber>();

  constructor(
    readonly key: string | undefined,
    readonly reader: Reader,
    readonly options: LaneOptions,
  ) {}

  /** Everything up to here is sent or being sent. */
  get seq(): number {
    return this.reader.seq ?? 0;
  }

  join(member: Subscriber): void {
    this.members.add(member);
    this.reader.admit?.(member.access);
    member.onEnd(() => this.#leave(member));
  }

  /** Reads until nobody is left to read for. Never throws. */
  async run(): Promise<void> {
    try {
      for (let event = await this.reader.next(); !event.done; event = await this.reader.next()) {
        await this.#deliver(event.value);
        if (this.members.size === 0 || this.options.merge(this)) break;
      }
      this.options.close(this);
      for (const member of this.members) member.end();
    } catch (error) {
      this.options.close(this);
      for (const member of this.members) this.#dismiss(member, error);
    } finally {
      this.#stopReading();
    }
  }

  /** Judges anew all whose last judgement is not of `seen`, each principal once. Answers the lowest `access`. */
  async judge(seen: number): Promise<number> {
    const verdicts = new Map<string, Promise<number | RequestError>>();
    const judgeOne = async (member: Subscriber): Promise<void> => {
      const name = principalKey(member.subscription.caller.principal);
      const verdict = verdicts.get(name) ?? this.options.judge(member, seen).catch(refusal);
      verdicts.set(name, verdict);
      const answer = await verdict;
      if (typeof answer === 'number') member.access = answer;
      else this.#dismiss(member, answer);
    };
    await Promise.all([...this.members].filter((member) => member.access !== seen).map(judgeOne));
    return [...this.members].reduce((lowest, member) => Math.min(lowest, member.access), Number.POSITIVE_INFINITY);
  }

  /** Executed, then confirmed, then sent: a right that is lost before the last look at it shows nothing any more. */
  async #deliver(event: unknown): Promise<void> {
    // The reader may have taken the event before somebody joined who has seen it already.
    const audience = [...this.members].filter((member) => !isChange(event) || member.seq < event.seq);
    const [first] = audience;
    if (!first) return;
    const shared = isChange(event) && first.sharing.isAlike(event);
    const { access } = first;
    let groups = shared ? [audience] : byPrincipal(audience);
    let answers = await this.#answer(groups, event);
    // One answer holds for all where whom it was made for kept their right throughout; else each is given their own.
    if (shared && audience.length > 1 && (answers[0]?.erroneous || first.hasEnded || first.access !== access)) {
      groups = byPrincipal(audience.filter((member) => !member.hasEnded));
      answers = await this.#answer(groups, event);
    }
    await this.#send(groups, answers, isChange(event) ? event : undefined);
  }

  async #answer(groups: readonly Subscriber[][], event: unknown): Promise<Answer[]> {
    const firsts = groups.flatMap((group) => group.slice(0, 1));
    const answers = await Promise.all(firsts.map((first) => this.options.execute(first, event)));
    if (isConfirmable(event)) await event.confirm();
    return answers;
  }

  async #send(
    groups: readonly Subscriber[][],
    answers: readonly Answer[],
    change: DeliveredChange | undefined,
  ): Promise<void> {
    const slow: [Subscriber, Promise<void>][] = [];
    for (const [index, group] of groups.entries()) {
      const answer = answers[index];
      for (const member of answer ? group : []) {
        const sent = answer && member.send(answer);
        if (sent && !member.hasEnded) slow.push([member, sent]);
      }
      this.options.delivered(group.length, change?.occurredAt);
    }
    const [only] = slow;
    if (only && this.members.size === 1) {
      this.options.close(this); // who joined would wait as well
      return only[1];
    }
    for (const [member, sent] of slow) this.#setAside(member, sent, change?.seq ?? this.seq);
  }

  #setAside(member: Subscriber, sent: Promise<void>, seq: number): void {
    member.onEnd(() => {});
    this.#remove(member);
    void sent.then(() => {
      if (!member.hasEnded) this.options.enter(member, seq);
    });
  }

  #dismiss(member: Subscriber, error: unknown): void {
    void member.send(this.options.failure(member, error));
    member.end();
  }

  #leave(member: Subscriber): void {
    if (!this.members.has(member)) return;
    this.#remove(member);
  }

  #remove(member: Subscriber): void {
    this.members.delete(member);
    if (this.members.size > 0) return;
    this.options.close(this);
    this.#stopReading();
  }

  /** The source may take its time to end, or fail; nobody waits for it any more. */
  #stopReading(): void {
    Promise.resolve(this.reader.return?.()).catch(() => {});
  }
}

/** A refusal ends one subscriber; any other failure is the lane's. */
function refusal(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  throw error;
}

function byPrincipal(members: readonly Subscriber[]): Subscriber[][] {
  const groups = new Map<string, Subscriber[]>();
  for (const member of members) {
    const name = principalKey(member.subscription.caller.principal);
    const group = groups.get(name);
    if (group) group.push(member);
    else groups.set(name, [member]);
  }
  return [...groups.values()];
}

/** What a source may add to its events: asked after the execution and before the delivery; throws when the right was lost. */
function isConfirmable(event: unknown): event is Pick<DeliveredChange, 'confirm'> {
  return typeof event === 'object' && event !== null && 'confirm' in event && typeof event.confirm === 'function';
}

function isChange(event: unknown): event is DeliveredChange {
  return isConfirmable(event) && 'seq' in event;
}
