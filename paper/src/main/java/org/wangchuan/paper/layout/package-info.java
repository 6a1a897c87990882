/** Lines, tables and columns that flow over pages and never overflow. */
@NullMarked
package org.wangchuan.paper.layout;

import org.jspecify.annotations.NullMarked;
