/** Statements and receipts made from what the engine recorded. */
@NullMarked
package org.wangchuan.station.issue;

import org.jspecify.annotations.NullMarked;
