import { BarChart, PieChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useMode } from '@/shared/theme/mode';
import { fontFamily, tokens, type Tokens } from '@/shared/theme/tokens';
import styles from './AfterSales.module.css';

register([BarChart, PieChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

interface Props { title: string; columns: [string, number][]; kind: 'bar' | 'rows' | 'pie' }

/** A small chart in the colours of the moment; loaded only where one is shown. */
export function Chart({ title, columns, kind }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const mode = useMode();
  useEffect(() => {
    if (!place.current) return undefined;
    const chart = init(place.current, null, { renderer: 'svg' });
    chart.setOption(optionOf(columns, kind, tokens[mode]));
    const sized = new ResizeObserver(() => chart.resize());
    sized.observe(place.current);
    return () => {
      sized.disconnect();
      chart.dispose();
    };
  }, [columns, kind, mode]);
  return <div ref={place} className={styles.chart} role="img" aria-label={`${title}: ${columns.map(([name, count]) => `${name} ${count}`).join(', ')}`} />;
}

function optionOf(columns: [string, number][], kind: Props['kind'], c: Tokens): EChartsCoreOption {
  const text = { color: c.second, fontFamily, fontSize: 12 };
  const names = { type: 'category', data: columns.map(([name]) => name), axisLine: { lineStyle: { color: c.line } }, axisTick: { show: false }, axisLabel: { ...text, width: 110, overflow: 'truncate' } };
  const counts = { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: c.line } }, axisLabel: text };
  const base = { animation: false, textStyle: text, tooltip: { backgroundColor: c.raised, borderColor: c.line, textStyle: { ...text, color: c.text } } };
  if (kind === 'pie') {
    const shown = columns.filter(([, count]) => count > 0);
    return { ...base, color: [c.presale, c.insale, c.aftersale, c.primary], series: [{ type: 'pie', radius: ['45%', '72%'], label: { ...text, formatter: '{b} {c}' }, labelLine: { lineStyle: { color: c.line } }, itemStyle: { borderColor: c.surface, borderWidth: 1 }, data: shown.map(([name, value]) => ({ name, value })) }] };
  }
  const values = columns.map(([, count]) => count);
  const series = [{ type: 'bar', data: values, barMaxWidth: 18, itemStyle: { color: c.primary, borderRadius: 2 }, label: { show: kind === 'rows', position: 'right', ...text } }];
  return kind === 'bar'
    ? { ...base, grid: { left: 32, right: 8, top: 12, bottom: 24 }, xAxis: names, yAxis: counts, series }
    : { ...base, grid: { left: 124, right: 32, top: 4, bottom: 24 }, xAxis: counts, yAxis: { ...names, inverse: true }, series };
}
