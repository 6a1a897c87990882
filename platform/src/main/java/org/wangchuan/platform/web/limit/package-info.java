/** How often somebody may ask, before anybody looks at what. */
@NullMarked
package org.wangchuan.platform.web.limit;

import org.jspecify.annotations.NullMarked;
