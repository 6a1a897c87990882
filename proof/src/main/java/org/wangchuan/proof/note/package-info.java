/** C2SP signed notes: text that is signed by named keys. */
@NullMarked
package org.wangchuan.proof.note;

import org.jspecify.annotations.NullMarked;
