/** C2SP tlog-cosignature: what a witness says about a checkpoint, and when. */
@NullMarked
package org.wangchuan.proof.cosign;

import org.jspecify.annotations.NullMarked;
