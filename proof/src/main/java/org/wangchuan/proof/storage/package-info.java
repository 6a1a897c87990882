/** Files that survive a crash: for the log and for the witness, and for nobody outside this module. */
@NullMarked
package org.wangchuan.proof.storage;

import org.jspecify.annotations.NullMarked;
