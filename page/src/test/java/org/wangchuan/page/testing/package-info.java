/** A browser to drive, and receipts that tell the truth or lie. */
@NullMarked
package org.wangchuan.page.testing;

import org.jspecify.annotations.NullMarked;
