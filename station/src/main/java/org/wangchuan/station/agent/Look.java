package org.wangchuan.station.agent;

import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * A drive that the platform wants read once more. Nothing is ever written to it.
 *
 * @param id the look's own
 * @param lane where it is to lie, by the station's name for it
 * @param serial of that medium; empty if it has none
 * @param clearing event of the erasure that is looked at again
 * @param statement SHA-256 of that erasure's signed statement
 * @param challenge that the platform made up for this look alone; it is signed with what is found
 */
public record Look(
        UUID id, String lane, Optional<String> serial, UUID clearing, Bytes32 statement, Bytes32 challenge) {}
