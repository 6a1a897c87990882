/** The few parts of the PDF format that a page needs, written without compression. */
@NullMarked
package org.wangchuan.paper.pdf;

import org.jspecify.annotations.NullMarked;
