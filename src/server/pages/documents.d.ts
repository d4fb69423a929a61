export declare const DOCUMENTS: Readonly<Record<'preview' | 'accept' | 'decline' | 'code', string>>;
