import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useMode } from '@/shared/theme/mode';
import { fontFamily, tokens, type Tokens } from '@/shared/theme/tokens';
import { show } from './format';
import type { Unit } from './indicators';
import styles from './Performance.module.css';

register([LineChart, BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

interface Props { title: string; names: string[]; now: (string | null)[]; then?: (string | null)[]; unit: Unit; kind: 'line' | 'bars' }

/** A figure's course, with that of the days before behind it; or the same figure of several people. */
export function Chart({ title, names, now, then, unit, kind }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const mode = useMode();
  useEffect(() => {
    if (!place.current) return undefined;
    const chart = init(place.current, null, { renderer: 'svg' });
    chart.setOption(optionOf({ names, now, then, unit, kind }, tokens[mode]));
    const sized = new ResizeObserver(() => chart.resize());
    sized.observe(place.current);
    return () => {
      sized.disconnect();
      chart.dispose();
    };
  }, [names, now, then, unit, kind, mode]);
  const words = names.map((name, i) => `${name} ${show(now[i], unit)}`).join(', ');
  return <div ref={place} className={kind === 'line' ? styles.chart : styles.bars} style={kind === 'bars' ? { height: 24 + names.length * 26 } : undefined} role="img" aria-label={`${title}: ${words}`} />;
}

function optionOf({ names, now, then, unit, kind }: Omit<Props, 'title'>, c: Tokens): EChartsCoreOption {
  const text = { color: c.second, fontFamily, fontSize: 12 };
  const short = (value: number) => show(String(value), unit);
  const tooltip = { trigger: 'axis', backgroundColor: c.raised, borderColor: c.line, textStyle: { ...text, color: c.text }, valueFormatter: (value: unknown) => (typeof value === 'number' ? short(value) : '—') };
  const category = { type: 'category', data: names, axisLine: { lineStyle: { color: c.line } }, axisTick: { show: false }, axisLabel: { ...text, width: 96, overflow: 'truncate' } };
  const value = { type: 'value', splitLine: { lineStyle: { color: c.line } }, axisLabel: { ...text, formatter: unit === 'rate' ? (n: number) => `${Math.round(n * 100)}%` : unit === 'fen' ? (n: number) => String(n / 100) : undefined } };
  const numbers = (all: (string | null)[]) => all.map((one) => (one === null ? null : Number(one)));
  const base = { animation: false, textStyle: text, tooltip };
  if (kind === 'bars')
    return {
      ...base, grid: { left: 108, right: 72, top: 4, bottom: 20 }, xAxis: value, yAxis: { ...category, inverse: true },
      series: [{ type: 'bar', data: numbers(now), barMaxWidth: 16, itemStyle: { color: c.primary, borderRadius: 2 }, label: { show: true, position: 'right', ...text, formatter: ({ value: n }: { value: number }) => short(n) } }],
    };
  const line = (data: (string | null)[], color: string, dashed: boolean) => ({ type: 'line', data: numbers(data), symbolSize: 5, itemStyle: { color }, lineStyle: { color, width: 2, type: dashed ? 'dashed' : 'solid' } });
  return { ...base, grid: { left: 56, right: 16, top: 12, bottom: 24 }, xAxis: category, yAxis: value, series: [...(then ? [line(then, c.third, true)] : []), line(now, c.primary, false)] };
}
