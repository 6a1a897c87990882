/** Tests of the page as its users see it. */
@NullMarked
package org.wangchuan.paper;

import org.jspecify.annotations.NullMarked;
