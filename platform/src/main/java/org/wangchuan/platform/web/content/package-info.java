/** How what comes with the product as data is read: guided workflows, courses, guides. */
@NullMarked
package org.wangchuan.platform.web.content;

import org.jspecify.annotations.NullMarked;
