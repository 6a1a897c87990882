/** The web application: people, orders, custody and the vault. What its modules may see of each other is tested. */
@NullMarked
package org.wangchuan.platform;

import org.jspecify.annotations.NullMarked;
