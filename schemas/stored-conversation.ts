/** Which conversation of the message store a model's call goes on with, and in its result which one it has become. */
export interface StoredConversation {
  /** Of its last message: 64 hexadecimal digits. Null: none, so the call has the whole conversation. */
  readonly head: string | null;
}
