/** Tests of all pages in a real browser. */
@NullMarked
package org.wangchuan.platform.pages;

import org.jspecify.annotations.NullMarked;
