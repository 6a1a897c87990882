/** Puts the page together from its sources, at build time only. */
@NullMarked
package org.wangchuan.page.build;

import org.jspecify.annotations.NullMarked;
