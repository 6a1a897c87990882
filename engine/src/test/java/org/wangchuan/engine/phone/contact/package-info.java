@NullMarked
package org.wangchuan.engine.phone.contact;

import org.jspecify.annotations.NullMarked;
