/** Ed25519 keys (RFC 8032) and their RFC 7638 thumbprints. */
@NullMarked
package org.wangchuan.proof.key;

import org.jspecify.annotations.NullMarked;
