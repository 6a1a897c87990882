/** Words of the page in both languages, quantities, and what can be printed. */
@NullMarked
package org.wangchuan.paper.text;

import org.jspecify.annotations.NullMarked;
