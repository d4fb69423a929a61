import { AssetPermission } from './asset-permission.type.js';
import { batchPayload, resultType } from './batch.js';

const AssetPermissionResult = resultType('AssetPermissionResult', 'permission', () => AssetPermission, {
  what: 'permissions',
  concerns: 'The permission as it is now, or as it last was; null when refused.',
});

const payload = (name: string, what: string) => batchPayload(name, what, AssetPermissionResult);

export const SetAssetPermissionsPayload = payload('SetAssetPermissionsPayload', 'setting permissions');
export const RevokeAssetPermissionsPayload = payload('RevokeAssetPermissionsPayload', 'taking permissions away');
