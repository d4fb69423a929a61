/**
 * @generated SignedSource<<7498428c2b8b384f8acd74da0a93847f>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
import type { FragmentRefs } from "relay-runtime";
export type InviteStatus = "ACCEPTED" | "CANCELLED" | "DECLINED" | "EXPIRED" | "PENDING" | "PENDING_SEND" | "%future added value";
export type invitesChangedSubscription$variables = {
  after: string;
  businessId: string;
  feed: ReadonlyArray<string>;
};
export type invitesChangedSubscription$data = {
  readonly inviteStatusChanged: {
    readonly cursor: string;
    readonly invite: {
      readonly id: string;
      readonly " $fragmentSpreads": FragmentRefs<"invites_row">;
    };
    readonly previousStatus: InviteStatus | null | undefined;
    readonly seq: number;
    readonly status: InviteStatus;
  };
};
export type invitesChangedSubscription = {
  response: invitesChangedSubscription$data;
  variables: invitesChangedSubscription$variables;
};

const node: ConcreteRequest = (function(){
var v0 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "after"
},
v1 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "businessId"
},
v2 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "feed"
},
v3 = [
  {
    "kind": "Variable",
    "name": "after",
    "variableName": "after"
  },
  {
    "kind": "Variable",
    "name": "businessId",
    "variableName": "businessId"
  }
],
v4 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "cursor",
  "storageKey": null
},
v5 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "seq",
  "storageKey": null
},
v6 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "previousStatus",
  "storageKey": null
},
v7 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "status",
  "storageKey": null
},
v8 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
};
return {
  "fragment": {
    "argumentDefinitions": [
      (v0/*:: as any*/),
      (v1/*:: as any*/),
      (v2/*:: as any*/)
    ],
    "kind": "Fragment",
    "metadata": null,
    "name": "invitesChangedSubscription",
    "selections": [
      {
        "alias": null,
        "args": (v3/*:: as any*/),
        "concreteType": "InviteStatusChange",
        "kind": "LinkedField",
        "name": "inviteStatusChanged",
        "plural": false,
        "selections": [
          (v4/*:: as any*/),
          (v5/*:: as any*/),
          (v6/*:: as any*/),
          (v7/*:: as any*/),
          {
            "alias": null,
            "args": null,
            "concreteType": "Invite",
            "kind": "LinkedField",
            "name": "invite",
            "plural": false,
            "selections": [
              (v8/*:: as any*/),
              {
                "args": null,
                "kind": "FragmentSpread",
                "name": "invites_row"
              }
            ],
            "storageKey": null
          }
        ],
        "storageKey": null
      }
    ],
    "type": "Subscription",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": [
      (v1/*:: as any*/),
      (v0/*:: as any*/),
      (v2/*:: as any*/)
    ],
    "kind": "Operation",
    "name": "invitesChangedSubscription",
    "selections": [
      {
        "alias": null,
        "args": (v3/*:: as any*/),
        "concreteType": "InviteStatusChange",
        "kind": "LinkedField",
        "name": "inviteStatusChanged",
        "plural": false,
        "selections": [
          (v4/*:: as any*/),
          (v5/*:: as any*/),
          (v6/*:: as any*/),
          (v7/*:: as any*/),
          {
            "alias": null,
            "args": null,
            "concreteType": "Invite",
            "kind": "LinkedField",
            "name": "invite",
            "plural": false,
            "selections": [
              (v8/*:: as any*/),
              (v7/*:: as any*/),
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
                  (v8/*:: as any*/),
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
            "storageKey": null
          }
        ],
        "storageKey": null
      },
      {
        "alias": null,
        "args": (v3/*:: as any*/),
        "filters": null,
        "handle": "appendNode",
        "key": "",
        "kind": "LinkedHandle",
        "name": "inviteStatusChanged",
        "handleArgs": [
          {
            "kind": "Variable",
            "name": "connections",
            "variableName": "feed"
          },
          {
            "kind": "Literal",
            "name": "edgeTypeName",
            "value": "InviteStatusChangeEdge"
          }
        ]
      }
    ]
  },
  "params": {
    "cacheID": "59c175d941bc8602eb8cdae1db1e0cdc",
    "id": null,
    "metadata": {},
    "name": "invitesChangedSubscription",
    "operationKind": "subscription",
    "text": "subscription invitesChangedSubscription(\n  $businessId: ID!\n  $after: String!\n) {\n  inviteStatusChanged(businessId: $businessId, after: $after) {\n    cursor\n    seq\n    previousStatus\n    status\n    invite {\n      id\n      ...invites_row\n    }\n  }\n}\n\nfragment invites_row on Invite {\n  id\n  status\n  inviteeEmail\n  viewerActions\n  createdBy {\n    id\n    firstName\n  }\n}\n"
  }
};
})();

(node as any).hash = "82310871aaff5793b11d58e92bb0add0";

export default node;
