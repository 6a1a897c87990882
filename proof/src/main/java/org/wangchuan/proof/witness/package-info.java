/** C2SP tlog-witness without its HTTP: what a witness is asked, what it answers, and what it remembers. */
@NullMarked
package org.wangchuan.proof.witness;

import org.jspecify.annotations.NullMarked;
