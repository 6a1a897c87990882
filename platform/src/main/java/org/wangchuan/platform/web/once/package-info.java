/** Forms that are sent twice and count once. */
@NullMarked
package org.wangchuan.platform.web.once;

import org.jspecify.annotations.NullMarked;
