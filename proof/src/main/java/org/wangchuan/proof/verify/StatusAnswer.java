package org.wangchuan.proof.verify;

import java.time.Instant;
import java.util.Optional;
import org.wangchuan.proof.log.Checkpoint;

/**
 * A status list says that the statement holds.
 *
 * @param asOf the last checkpoint that the list's issuer had seen, absent if the list names none: later revocations are
 *     not in it
 * @param claimedAt when the list was made, by its issuer's word
 * @param notEarlier when it was made at the earliest, as witnesses prove; absent without a proof
 */
public record StatusAnswer(Optional<Checkpoint> asOf, Instant claimedAt, Optional<Instant> notEarlier) {}
