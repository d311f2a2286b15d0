import { Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Screen } from '@/shared/parts/Screen';
import styles from './ApiDocs.module.css';

const address = '/openapi/v1.json';

/** The API's own document, drawn by Swagger UI, which is served by the program itself. */
export function ApiDocsPage() {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let gone = false;
    const show = async () => {
      try {
        const [{ default: SwaggerUI }, answer] = await Promise.all([import('swagger-ui-dist/swagger-ui-es-bundle.js'), fetch(address), import('swagger-ui-dist/swagger-ui.css')]);
        if (!answer.ok) throw new Problem(answer.status, `http_${answer.status}`);
        const spec = (await answer.json()) as object;
        if (gone || !box.current) return;
        SwaggerUI({
          domNode: box.current, spec, deepLinking: false, docExpansion: 'none', filter: true, tryItOutEnabled: false, validatorUrl: null,
          // Tried out with the session of whoever reads; what changes something must say that it is meant.
          requestInterceptor: (request: { headers: Record<string, string> }) => {
            request.headers['X-Yingke'] = '1';
            return request;
          },
        });
        setState('ready');
      } catch {
        if (!gone) setState('failed');
      }
    };
    void show();
    return () => {
      gone = true;
    };
  }, [attempt]);
  return (
    <Screen title={t('settings.apiDocs')} actions={<a href={address} target="_blank" rel="noopener">openapi.json</a>}>
      {state === 'loading' && <Skeleton active paragraph={{ rows: 12 }} />}
      {state === 'failed' && <Failure error={new Problem(0, 'network')} onRetry={() => {
        setState('loading');
        setAttempt((n) => n + 1);
      }} />}
      <div ref={box} className={styles.docs} />
    </Screen>
  );
}
