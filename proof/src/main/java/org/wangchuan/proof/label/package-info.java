/** What fits on a label: one signed statement with its opening, in a text that a QR code can carry. */
@NullMarked
package org.wangchuan.proof.label;

import org.jspecify.annotations.NullMarked;
