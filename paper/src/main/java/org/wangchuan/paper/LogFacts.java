package org.wangchuan.paper;

/**
 * Where the station's own log holds the statement. There is no time of a witness here: what has one
 * is a certificate, not a receipt.
 *
 * @param origin name of the log
 * @param index number of the entry, from 0
 * @param treeSize entries in the log under {@code rootBase64}
 * @param rootBase64 root hash of the log, as its checkpoint spells it
 */
public record LogFacts(String origin, long index, long treeSize, String rootBase64) {}
