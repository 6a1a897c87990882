/** A C2SP tile log: hashes, proofs, tiles, checkpoints, one log in a folder or another store, and its checker. */
@NullMarked
package org.wangchuan.proof.log;

import org.jspecify.annotations.NullMarked;
