/**
 * @generated SignedSource<<3bb8d6c8efd39e64ac48ea5d7bb1daec>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ReaderFragment } from 'relay-runtime';
export type InviteStatus = "ACCEPTED" | "CANCELLED" | "DECLINED" | "EXPIRED" | "PENDING" | "PENDING_SEND" | "%future added value";
import type { FragmentRefs } from "relay-runtime";
export type invites_feed$data = {
  readonly id: string;
  readonly inviteStatusChanges: {
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly cursor: string;
        readonly seq: number;
        readonly status: InviteStatus;
      };
    }>;
  };
  readonly " $fragmentType": "invites_feed";
};
export type invites_feed$key = {
  readonly " $data"?: invites_feed$data;
  readonly " $fragmentSpreads": FragmentRefs<"invites_feed">;
};

import invitesFeedQuery_graphql from './invitesFeedQuery.graphql';

const node: ReaderFragment = (function(){
var v0 = [
  "inviteStatusChanges"
],
v1 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "cursor",
  "storageKey": null
};
return {
  "argumentDefinitions": [
    {
      "defaultValue": 25,
      "kind": "LocalArgument",
      "name": "count"
    },
    {
      "defaultValue": null,
      "kind": "LocalArgument",
      "name": "cursor"
    }
  ],
  "kind": "Fragment",
  "metadata": {
    "connection": [
      {
        "count": "count",
        "cursor": "cursor",
        "direction": "backward",
        "path": (v0/*:: as any*/)
      }
    ],
    "refetch": {
      "connection": {
        "forward": null,
        "backward": {
          "count": "count",
          "cursor": "cursor"
        },
        "path": (v0/*:: as any*/)
      },
      "fragmentPathInResult": [
        "node"
      ],
      "operation": invitesFeedQuery_graphql,
      "identifierInfo": {
        "identifierField": "id",
        "identifierQueryVariableName": "id"
      }
    }
  },
  "name": "invites_feed",
  "selections": [
    {
      "alias": "inviteStatusChanges",
      "args": null,
      "concreteType": "InviteStatusChangeConnection",
      "kind": "LinkedField",
      "name": "__invites_feed_inviteStatusChanges_connection",
      "plural": false,
      "selections": [
        {
          "alias": null,
          "args": null,
          "concreteType": "InviteStatusChangeEdge",
          "kind": "LinkedField",
          "name": "edges",
          "plural": true,
          "selections": [
            {
              "alias": null,
              "args": null,
              "concreteType": "InviteStatusChange",
              "kind": "LinkedField",
              "name": "node",
              "plural": false,
              "selections": [
                (v1/*:: as any*/),
                {
                  "alias": null,
                  "args": null,
                  "kind": "ScalarField",
                  "name": "seq",
                  "storageKey": null
                },
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
                  "name": "__typename",
                  "storageKey": null
                }
              ],
              "storageKey": null
            },
            (v1/*:: as any*/)
          ],
          "storageKey": null
        },
        {
          "alias": null,
          "args": null,
          "concreteType": "PageInfo",
          "kind": "LinkedField",
          "name": "pageInfo",
          "plural": false,
          "selections": [
            {
              "alias": null,
              "args": null,
              "kind": "ScalarField",
              "name": "hasPreviousPage",
              "storageKey": null
            },
            {
              "alias": null,
              "args": null,
              "kind": "ScalarField",
              "name": "startCursor",
              "storageKey": null
            }
          ],
          "storageKey": null
        }
      ],
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "id",
      "storageKey": null
    }
  ],
  "type": "Business",
  "abstractKey": null
};
})();

(node as any).hash = "4a93b70cdf319df62fb8aef9becd284a";

export default node;
