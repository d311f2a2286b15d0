import { createRoot } from 'react-dom/client';
import { App } from './App';
import './base.css';
import { returnFocus } from './returnFocus';

const root = document.getElementById('root');
returnFocus(document);
if (root) createRoot(root).render(<App />);
