@NullMarked
package org.wangchuan.platform.web.outgoing;

import org.jspecify.annotations.NullMarked;
