/** The built verification page. */
@NullMarked
package org.wangchuan.page;

import org.jspecify.annotations.NullMarked;
