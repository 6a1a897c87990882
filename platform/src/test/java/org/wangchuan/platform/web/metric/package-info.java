@NullMarked
package org.wangchuan.platform.web.metric;

import org.jspecify.annotations.NullMarked;
