/** What the record of a phone supports. */
@NullMarked
package org.wangchuan.engine.phone.verdict;

import org.jspecify.annotations.NullMarked;
