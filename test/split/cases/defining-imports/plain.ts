export const text = 'plain';
