import { get } from 'node:https';

export const weather = async (name: string) => get(name);
