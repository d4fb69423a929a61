/**
 * @generated SignedSource<<2947d32e35d510c6fb1b425a5185281c>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ReaderFragment } from 'relay-runtime';
export type InviteAction = "ACCEPT" | "CANCEL" | "DECLINE" | "RESEND" | "SET_ASSET_GRANTS" | "%future added value";
export type InviteStatus = "ACCEPTED" | "CANCELLED" | "DECLINED" | "EXPIRED" | "PENDING" | "PENDING_SEND" | "%future added value";
import type { FragmentRefs } from "relay-runtime";
export type invites_row$data = {
  readonly createdBy: {
    readonly firstName: string | null | undefined;
    readonly id: string;
  } | null | undefined;
  readonly id: string;
  readonly inviteeEmail: string | null | undefined;
  readonly status: InviteStatus;
  readonly viewerActions: ReadonlyArray<InviteAction>;
  readonly " $fragmentType": "invites_row";
};
export type invites_row$key = {
  readonly " $data"?: invites_row$data;
  readonly " $fragmentSpreads": FragmentRefs<"invites_row">;
};

import invitesRowQuery_graphql from './invitesRowQuery.graphql';

const node: ReaderFragment = (function(){
var v0 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
};
return {
  "argumentDefinitions": [],
  "kind": "Fragment",
  "metadata": {
    "refetch": {
      "connection": null,
      "fragmentPathInResult": [
        "node"
      ],
      "operation": invitesRowQuery_graphql,
      "identifierInfo": {
        "identifierField": "id",
        "identifierQueryVariableName": "id"
      }
    }
  },
  "name": "invites_row",
  "selections": [
    (v0/*:: as any*/),
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "status",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "inviteeEmail",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "viewerActions",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "concreteType": "User",
      "kind": "LinkedField",
      "name": "createdBy",
      "plural": false,
      "selections": [
        (v0/*:: as any*/),
        {
          "alias": null,
          "args": null,
          "kind": "ScalarField",
          "name": "firstName",
          "storageKey": null
        }
      ],
      "storageKey": null
    }
  ],
  "type": "Invite",
  "abstractKey": null
};
})();

(node as any).hash = "9dd0b50bfe2620cef4620d25a5cbb2ac";

export default node;
