import { Asset } from './asset.type.js';
import { batchPayload, resultType } from './batch.js';

const AssetResult = resultType('AssetResult', 'asset', () => Asset, {
  what: 'assets',
  concerns: 'The asset as it is now, or as it last was; null when refused.',
});

export const RegisterAssetsPayload = batchPayload('RegisterAssetsPayload', 'making assets known', AssetResult);
export const RemoveAssetsPayload = batchPayload('RemoveAssetsPayload', 'removing assets', AssetResult);
