/** The sections of the page: which facts are printed where. */
@NullMarked
package org.wangchuan.paper.receipt;

import org.jspecify.annotations.NullMarked;
