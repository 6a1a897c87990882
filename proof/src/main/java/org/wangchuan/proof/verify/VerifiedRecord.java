package org.wangchuan.proof.verify;

import java.util.Optional;
import org.wangchuan.proof.statement.Statement;

/**
 * What is known of a record: that it was recorded so. Never that anything was erased.
 *
 * @param operator whose log's key signed it; absent if the trust list does not know that key, and then anybody could have
 * @param entryHex the log entry that statement and nonce give, in lower-case hexadecimal: whoever has the log can look for it
 */
public record VerifiedRecord(Statement.Recorded statement, Optional<String> operator, String entryHex) {}
