/**
 * @generated SignedSource<<2053bfc02e430b4fca78b28a1db5dfc9>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
import type { FragmentRefs } from "relay-runtime";
export type AssetPermissionLevel = "ADMIN" | "ANALYST" | "AUDIENCE_MANAGER" | "CAMPAIGN_MANAGER" | "CATALOGS_MANAGER" | "CATALOGS_VIEWER" | "FINANCE_EDIT" | "FINANCE_MANAGER" | "FINANCE_VIEW" | "PROFILE_PUBLISHER" | "%future added value";
export type BatchMode = "ALL_OR_NOTHING" | "BEST_EFFORT" | "%future added value";
export type BusinessRole = "BIZ_ADMIN" | "EMPLOYEE" | "OWNER" | "PARTNER" | "%future added value";
export type MembershipErrorCode = "ABORTED" | "ALREADY_INVITED" | "ALREADY_MEMBER" | "ALREADY_PARTNER" | "ASSET_NOT_REQUESTABLE" | "BATCH_TOO_LARGE" | "CANNOT_RESHARE" | "EMAIL_NOT_VERIFIED" | "FORBIDDEN" | "GRANT_CEILING" | "IDEMPOTENCY_CONFLICT" | "INVALID_CREDENTIALS" | "INVALID_INPUT" | "INVITE_EXPIRED" | "INVITE_NOT_PENDING" | "LAST_OWNER" | "LEVEL_NOT_APPLICABLE" | "NOT_A_PARTNER" | "NOT_FOUND" | "PENDING_LIMIT" | "ROLE_CEILING" | "SEAT_LIMIT" | "SELF_INVITE" | "WEAK_PASSWORD" | "WRONG_RECIPIENT" | "%future added value";
export type InviteMembersInput = {
  assetGrants?: ReadonlyArray<AssetGrantInput> | null | undefined;
  businessId: string;
  expiresAt?: string | null | undefined;
  idempotencyKey?: string | null | undefined;
  invitees: ReadonlyArray<InviteeInput>;
  membershipExpiresAt?: string | null | undefined;
  message?: string | null | undefined;
  mode?: BatchMode;
  roles?: ReadonlyArray<BusinessRole>;
  validateOnly?: boolean;
};
export type InviteeInput = {
  email?: string | null | undefined;
  userId?: string | null | undefined;
};
export type AssetGrantInput = {
  assetId: string;
  levels: ReadonlyArray<AssetPermissionLevel>;
};
export type invitesInviteMutation$variables = {
  connections: ReadonlyArray<string>;
  input: InviteMembersInput;
};
export type invitesInviteMutation$data = {
  readonly inviteMembers: {
    readonly results: ReadonlyArray<{
      readonly error: {
        readonly code: MembershipErrorCode;
        readonly field: ReadonlyArray<string>;
        readonly message: string;
      } | null | undefined;
      readonly index: number;
      readonly invite: {
        readonly id: string;
        readonly " $fragmentSpreads": FragmentRefs<"invites_row">;
      } | null | undefined;
    }>;
    readonly userErrors: ReadonlyArray<{
      readonly code: MembershipErrorCode;
      readonly field: ReadonlyArray<string>;
      readonly message: string;
    }>;
  } | null | undefined;
};
export type invitesInviteMutation = {
  response: invitesInviteMutation$data;
  variables: invitesInviteMutation$variables;
};

const node: ConcreteRequest = (function(){
var v0 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "connections"
},
v1 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "input"
},
v2 = [
  {
    "kind": "Variable",
    "name": "input",
    "variableName": "input"
  }
],
v3 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "index",
  "storageKey": null
},
v4 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
},
v5 = [
  {
    "alias": null,
    "args": null,
    "kind": "ScalarField",
    "name": "code",
    "storageKey": null
  },
  {
    "alias": null,
    "args": null,
    "kind": "ScalarField",
    "name": "message",
    "storageKey": null
  },
  {
    "alias": null,
    "args": null,
    "kind": "ScalarField",
    "name": "field",
    "storageKey": null
  }
],
v6 = {
  "alias": null,
  "args": null,
  "concreteType": "MembershipError",
  "kind": "LinkedField",
  "name": "error",
  "plural": false,
  "selections": (v5/*:: as any*/),
  "storageKey": null
},
v7 = {
  "alias": null,
  "args": null,
  "concreteType": "MembershipError",
  "kind": "LinkedField",
  "name": "userErrors",
  "plural": true,
  "selections": (v5/*:: as any*/),
  "storageKey": null
};
return {
  "fragment": {
    "argumentDefinitions": [
      (v0/*:: as any*/),
      (v1/*:: as any*/)
    ],
    "kind": "Fragment",
    "metadata": null,
    "name": "invitesInviteMutation",
    "selections": [
      {
        "alias": null,
        "args": (v2/*:: as any*/),
        "concreteType": "InviteMembersPayload",
        "kind": "LinkedField",
        "name": "inviteMembers",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "InviteResult",
            "kind": "LinkedField",
            "name": "results",
            "plural": true,
            "selections": [
              (v3/*:: as any*/),
              {
                "alias": null,
                "args": null,
                "concreteType": "Invite",
                "kind": "LinkedField",
                "name": "invite",
                "plural": false,
                "selections": [
                  (v4/*:: as any*/),
                  {
                    "args": null,
                    "kind": "FragmentSpread",
                    "name": "invites_row"
                  }
                ],
                "storageKey": null
              },
              (v6/*:: as any*/)
            ],
            "storageKey": null
          },
          (v7/*:: as any*/)
        ],
        "storageKey": null
      }
    ],
    "type": "Mutation",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": [
      (v1/*:: as any*/),
      (v0/*:: as any*/)
    ],
    "kind": "Operation",
    "name": "invitesInviteMutation",
    "selections": [
      {
        "alias": null,
        "args": (v2/*:: as any*/),
        "concreteType": "InviteMembersPayload",
        "kind": "LinkedField",
        "name": "inviteMembers",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "InviteResult",
            "kind": "LinkedField",
            "name": "results",
            "plural": true,
            "selections": [
              (v3/*:: as any*/),
              {
                "alias": null,
                "args": null,
                "concreteType": "Invite",
                "kind": "LinkedField",
                "name": "invite",
                "plural": false,
                "selections": [
                  (v4/*:: as any*/),
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
                      (v4/*:: as any*/),
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
              },
              {
                "alias": null,
                "args": null,
                "filters": null,
                "handle": "prependNode",
                "key": "",
                "kind": "LinkedHandle",
                "name": "invite",
                "handleArgs": [
                  {
                    "kind": "Variable",
                    "name": "connections",
                    "variableName": "connections"
                  },
                  {
                    "kind": "Literal",
                    "name": "edgeTypeName",
                    "value": "InviteEdge"
                  }
                ]
              },
              (v6/*:: as any*/)
            ],
            "storageKey": null
          },
          (v7/*:: as any*/)
        ],
        "storageKey": null
      }
    ]
  },
  "params": {
    "cacheID": "07ec875d14a760ba9910342e38a42098",
    "id": null,
    "metadata": {},
    "name": "invitesInviteMutation",
    "operationKind": "mutation",
    "text": "mutation invitesInviteMutation(\n  $input: InviteMembersInput!\n) {\n  inviteMembers(input: $input) {\n    results {\n      index\n      invite {\n        id\n        ...invites_row\n      }\n      error {\n        code\n        message\n        field\n      }\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nfragment invites_row on Invite {\n  id\n  status\n  inviteeEmail\n  viewerActions\n  createdBy {\n    id\n    firstName\n  }\n}\n"
  }
};
})();

(node as any).hash = "1cc42a9971474a5e0c4ecaebf4cdb9d5";

export default node;
